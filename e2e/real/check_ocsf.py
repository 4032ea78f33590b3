"""Checks OCSF events against the published schema: the model of their class, and the name of every attribute.

The model lets attributes pass that the schema does not have; it keeps them apart, and each is a fault.
"""

import json
import sys

from ocsf.v1_6_0.events import ComplianceFinding
from pydantic import BaseModel


def unknown(value, place):
    # The type "object" holds whatever a product has beside the schema.
    if isinstance(value, BaseModel) and type(value).__name__ != "Object":
        for name in value.model_extra or {}:
            # Attributes of the profile "cloud" are the schema's, not the class's.
            if (place.count("/"), name) != (1, "cloud"):
                yield f"{place}/{name} is no attribute of {type(value).__name__}"
        for name in type(value).model_fields:
            yield from unknown(getattr(value, name), f"{place}/{name}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from unknown(each, f"{place}/{index}")


def faults_of(index, event):
    try:
        return list(unknown(ComplianceFinding.model_validate(event), f"/{index}"))
    except ValueError as error:
        return [f"/{index}: {error}"]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        events = json.load(file)
    faults = [fault for index, event in enumerate(events) for fault in faults_of(index, event)]
    print("\n".join(faults[:20]))
    print(f"{len(events)} events, {len(faults)} faults")
    return 1 if faults or not events else 0


sys.exit(main())
