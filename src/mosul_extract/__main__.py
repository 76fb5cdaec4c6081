"""`python -m mosul_extract` is the command line."""

from mosul_extract.cli import main

if __name__ == "__main__":
    main()
