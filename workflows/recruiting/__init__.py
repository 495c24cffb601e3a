"""The call for volunteers: invitations to everybody who may apply, nominations, information sessions, fair access."""
