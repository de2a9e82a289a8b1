"""``python -m kronika`` is the command ``kronika``."""

from kronika.cli import main

if __name__ == "__main__":
    main()
