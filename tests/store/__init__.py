"""Tests of the store: durable, append-only, chained."""
