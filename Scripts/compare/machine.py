"""What a measurement was made on."""

from pathlib import Path


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return "unknown processor"
    fields = {name.strip(): value.strip() for name, _, value in (
        line.partition(":") for line in lines)}
    name = fields.get("model name", "unknown processor")
    family = f" (family {fields['cpu family']}, model {fields['model']})" if "cpu family" in fields else ""
    return name + family
