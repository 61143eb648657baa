"""`python -m tests.proofs PROGRAM ...` runs a program of this folder, and writes what it found as JSON."""

import json
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    program, *arguments = sys.argv[1:]
    found = import_module(f"tests.proofs.{program}").main(*arguments)
    sys.stdout.write(json.dumps(found) + "\n")
