"""Teachers and families: what they hear of their own pupils, what they are asked, and when it stops."""
