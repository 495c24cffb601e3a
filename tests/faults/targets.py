"""More than two hundred addresses that nobody may be led to, for fault 34.

Each host is one that careless readers of addresses take for another: by userinfo, by another notation of an IP, by
letters that look or fold alike, by characters that one parser drops and the next one keeps.
"""

from __future__ import annotations

from itertools import product

HOSTS = (
    *("evil.example", "evil.example:443", "graph.microsoft.com.evil.example", "graph.microsoft.com@evil.example"),
    *("graph.microsoft.com:443@evil.example", "graph.microsoft.com%40evil.example", "a:b@graph.microsoft.com:x@evil"),
    *(
        "graph.microsoft.com%2f.evil.example",
        "graph.microsoft.com%00.evil.example",
        "graph.microsoft.com\\@evil.example",
    ),
    *("graph.microsoft.com\\.evil.example", "evil.example\\graph.microsoft.com", "evil.example#graph.microsoft.com"),
    *("evil.example?graph.microsoft.com", "evil.example;graph.microsoft.com", "graph.microsoft.com:444"),
    *("graph.microsoft.com:80", "graph.microsoft.com\r\nHost: evil.example", "graph.microsoft.com\t.evil.example"),
    *(" evil.example", "graph.microsoft.com%0d%0a.evil.example", "graph.microsoft.com,evil.example", "graph.microsoft"),
    *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "[::1]", "[::ffff:127.0.0.1]"),
    *("[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "0.0.0.0", "0", "①②⑦.⓪.⓪.①", "localhost", "localhost.localdomain"),
    *("169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[fd00:ec2::254]", "[fe80::1%25eth0]"),
    *("10.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "metadata.google.internal", "host.docker.internal"),
    *("127.0.0.1.nip.io", "7f000001.a9fea9fe.rbndr.us", "make-127-0-0-1-rr.1u.ms", "A.1.1.1.1.1time.127.0.0.1.1time"),
    *("gráph.microsoft.com", "graph.microsоft.com", "xn--grph-5na.microsoft.com", "graph。microsoft。com.evil.example"),
)
SHAPES = ("https://{}/v1.0/x", "http://{}/v1.0/x", "//{}/v1.0/x", "https:\\\\{}\\v1.0\\x")
SCHEMES = (
    *("file:///etc/passwd", "ftp://evil.example/x", "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/stat"),
    *(
        "data:text/html,<script>x</script>",
        "javascript:alert(1)",
        "ldap://evil.example/x",
        "jar:https://evil.example!/",
    ),
    *(
        "unix:///var/run/docker.sock",
        "http+unix://%2Fvar%2Frun%2Fdocker.sock/x",
        "///evil.example/x",
        "blob:https://e/x",
    ),
    *(
        "https:evil.example/x",
        "https:/evil.example/x",
        "https:///evil.example/x",
        "\\\\evil.example\\share",
        "evil.example",
    ),
    *(
        "http:graph.microsoft.com",
        "/\\evil.example",
        "/\t/evil.example",
        "\x00https://evil.example/",
        "https://",
        "?//evil",
    ),
)
TARGETS = (*(shape.format(host) for host, shape in product(HOSTS, SHAPES)), *SCHEMES)
