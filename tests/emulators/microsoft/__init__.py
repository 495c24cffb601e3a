"""An emulated Microsoft Graph, reached by the unmodified SDK; what the SDK's models do not name is refused."""
