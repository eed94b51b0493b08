"""The booth window: what a cashier touches all day."""
