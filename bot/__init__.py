"""People, claims, approvals and chat."""
