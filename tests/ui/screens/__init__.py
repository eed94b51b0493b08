"""The window's screens by name: rendered, compared with golden pictures, and looked over."""
