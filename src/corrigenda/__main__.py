"""`corrigenda` and `python -m corrigenda`: the command line."""

from corrigenda.cli.main import main

if __name__ == "__main__":
    main()
