"""The numbers a cashier's window is held to, each measured: `python -m tests.ux`."""
