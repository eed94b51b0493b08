"""What the columns of sheets are called in the window; the files' own keys are for commands."""

from batikpos.i18n import N_, Translate

_WORDS = {
    # the acquirer's statement
    "paid_at": N_("Paid at (day, and hour)"),
    "paid_hour": N_("Hour, where it is apart"),
    "gross": N_("Amount"),
    "fee": N_("Fee"),
    "net": N_("Amount less the fee"),
    "reference": N_("Reference"),
    "settled": N_("Paid out on"),
    "status": N_("State"),
    "booth": N_("Booth"),
    # goods
    "sku": N_("Code"),
    "barcode": N_("Barcode"),
    "ikm_code": N_("Producer's code"),
    "name_id": N_("Name of the goods"),
    "name_en": N_("Name in English"),
    "technique": N_("Technique"),
    "dye_class": N_("Dye"),
    "dye_detail": N_("What it is dyed with"),
    "fabric": N_("Fabric"),
    "kind": N_("Kind"),
    "size": N_("Size"),
    "unit": N_("Sold by (piece, metre)"),
    "qty_step": N_("Smallest step"),
    "motif": N_("Motif"),
    "price_idr": N_("Price"),
    "min_price_idr": N_("Lowest price"),
    "stock_qty": N_("Stock"),
    "variant_group": N_("Sizes of one garment"),
    # producers
    "ikm_name": N_("Producer's name"),
    "merek": N_("Brand"),
    "kecamatan": N_("District"),
    "sentra": N_("Village"),
    "stan_no": N_("Booth"),
    "pkp": N_("Taxable (PKP)"),
    "alamat": N_("Address"),
    "npwp": N_("Tax number (NPWP)"),
    # the plan
    "aturan": N_("Rule"),
    "isi": N_("What it is set to"),
    "petugas": N_("Name"),
    "peran": N_("Role"),
    "stan": N_("Booth"),
    "nama_stan": N_("Booth's name"),
    "laptop": N_("Laptops"),
    "penerima_qris": N_("QRIS money to"),
    "biaya": N_("Fee"),
    "jenis": N_("Reckoned by"),
    "rupiah": N_("In rupiah"),
    "persen": N_("In per cent"),
    "mulai_omzet": N_("From takings of"),
    "ikm": N_("Who pays it"),
    # promotions
    "name": N_("Name"),
    "deal": N_("Kind of promotion"),
    "value": N_("How much"),
    "pieces": N_("From so many pieces"),
    "producer": N_("Producer"),
    "from": N_("First day"),
    "until": N_("Last day"),
    "from_hour": N_("From the hour"),
    "until_hour": N_("Until the hour"),
}
"""By the keys of `ListKind`; in no kind of sheet are two columns called the same."""


def column_word(key: str, tr: Translate) -> str:
    """Say what a column is, by its key."""
    return tr(_WORDS[key])
