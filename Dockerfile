# One image for web, worker and beat. docker-compose.yml starts them.

FROM python:3.11-slim-bookworm AS packages

COPY requirements/portal.txt /tmp/portal.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --requirement /tmp/portal.txt


FROM python:3.11-slim-bookworm AS portal

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home portal \
    && install --directory --owner portal --group portal \
        /var/lib/cultuurregio /var/lib/cultuurregio/files

COPY --from=packages /opt/venv /opt/venv
COPY . /opt/cultuurregio
WORKDIR /opt/cultuurregio

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/var/lib/cultuurregio

USER portal

# Static files belong to the image, not to a volume. The values serve this one command only.
RUN SECRET_KEY=only-while-building \
    DATABASE_URL=postgresql://nobody@127.0.0.1/nothing \
    REDIS_URL=redis://127.0.0.1:6379/0 \
    EMAIL_URL=dummy: \
    python manage.py collectstatic --no-input

EXPOSE 8000

CMD ["gunicorn", "cultuurregio.wsgi", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
