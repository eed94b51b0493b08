"""The sheets people have: read from XLSX and CSV, columns known by name, every fault named."""
