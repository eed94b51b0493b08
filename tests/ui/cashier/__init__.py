"""A cashier by chance, with a real purse: what is really paid and given back, as the window says it."""
