"""Which columns of an order file mean what, and the policies that come with it (METRICS.md §1)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Schema:
    """Which columns mean what. Without an order column each record is an order."""

    customer: str
    dates: tuple[str, ...]  # the first one that the file has
    amount: str = "amount"
    quantity: str | None = None  # with `price`, in place of `amount`
    price: str = ""
    order: str | None = None
    scale: int = 2
    currency: str | None = None
    zero_amount_orders_count: bool = False
    missing_customers_are_skipped: bool = False
    repeats_are_dropped: bool = False
    order_dimensions: tuple[str, ...] = ()
    customer_dimensions: tuple[str, ...] = ()


SCHEMAS = {
    "plain": Schema("customer_id", ("date", "ordered_at", "order_date", "ts"), order="order_id",
                    repeats_are_dropped=True),
    "cdnow": Schema("customer_id", ("date",), amount="sales", currency="USD", zero_amount_orders_count=True),
    "online-retail": Schema(
        "CustomerID", ("InvoiceDate",), quantity="Quantity", price="UnitPrice", order="InvoiceNo",
        scale=3, currency="GBP", missing_customers_are_skipped=True),
}
