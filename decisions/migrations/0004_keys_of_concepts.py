from uuid import uuid4

from django.db import migrations


def give_keys(apps, schema_editor):
    """Give what can still be edited a key; a frozen text stays as it was frozen."""
    for name in ("DictumItem", "Section"):
        rows = apps.get_model("decisions", name).objects.filter(
            version__frozen_at=None, key=None
        )
        for row in rows:
            row.key = uuid4()
            row.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_the_whole_road")]

    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop)]
