"""Side-by-side measurements: each prints a ratio, because times mean nothing on a shared machine."""
