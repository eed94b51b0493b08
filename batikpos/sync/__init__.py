"""The booth's facts to the centre."""
