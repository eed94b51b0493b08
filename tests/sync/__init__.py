"""Sending facts to a centre: whatever goes wrong between, none is lost and none is counted twice."""
