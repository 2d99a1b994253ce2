"""The sample company and the scripted story."""
