from django.db import migrations
from django.db.models.functions import Lower


def know_addresses(apps, schema_editor):
    """Everybody who had an account until now was given it by address."""
    EmailAddress = apps.get_model("account", "EmailAddress")
    User = apps.get_model("municipalities", "User")
    unknown = User.objects.exclude(pk__in=EmailAddress.objects.values("user"))
    EmailAddress.objects.bulk_create(
        EmailAddress(user_id=pk, email=email, verified=True, primary=True)
        for pk, email in unknown.values_list("pk", Lower("email"))
    )


class Migration(migrations.Migration):

    dependencies = [
        ("municipalities", "0002_institutions_and_invitations"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(know_addresses, migrations.RunPython.noop)]
