"""The command that hands a nota to the buyer's phone: share."""

import argparse
from pathlib import Path

from batikpos.commands.context import Context
from batikpos.commands.paper import write_file
from batikpos.i18n import N_
from batikpos.services.sharing import share_nota


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command of this module."""
    share = commands.add_parser("share", help=N_("a nota as a WhatsApp message: link and QR code"))
    share.add_argument("--sale", required=True, metavar="NUMBER")
    share.add_argument("--phone", default="", metavar="N")
    share.add_argument("--qr", metavar="FILE.png", type=Path)
    share.set_defaults(run=_share)


def _share(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        shared = share_nota(desk, args.sale, args.phone)
    if args.qr is not None:
        from batikpos.printing.image import code_png  # noqa: PLC0415 - Pillow, where a picture is wanted

        write_file(args.qr, code_png(shared.link), is_text=False)
    context.give(
        {
            "sale": args.sale,
            "link": shared.link,
            "text": shared.text,
            "file": str(args.qr) if args.qr is not None else None,
        }
    )
    context.say(shared.link)
    return 0
