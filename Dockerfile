# syntax=docker/dockerfile:1
# Expense Assistant with its OCR engines and the embedded ledger. No compiler, no root.
#   docker build --tag expense-assistant .
#   docker run --volume expense-data:/data --volume ./expense.toml:/etc/expense.toml:ro expense-assistant
# Behind a mirror: --build-arg PIP_INDEX_URL=... (used while building, not kept in the image)

FROM python:3.13-slim AS setup
ARG PIP_INDEX_URL
WORKDIR /app
# First what changes seldom: a change in the code then costs no download.
COPY pyproject.toml LICENSE ./
COPY requirements/runtime.txt requirements/
COPY scripts/setup scripts/
RUN mkdir bot ocr erp && scripts/setup --no-system
COPY bot bot
COPY ocr ocr
COPY erp erp
RUN .venv/bin/python -m compileall -q bot ocr erp \
    && .venv/bin/python -m pip --disable-pip-version-check uninstall --yes pip \
    && rm -f .venv/setup.log .setup-lock

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-eng tesseract-ocr-chi-sim fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && python -m pip --disable-pip-version-check uninstall --root-user-action ignore --yes pip \
    && useradd --user-group --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin expense \
    && install -d -o expense -g expense -m 700 /data
COPY --from=setup /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    EXPENSE_DATA=/data \
    EXPENSE_SETTINGS=/etc/expense.toml
# The code is root's and read-only for the bot; what it keeps (ledger, SQLite file) lies in /data. The settings are mounted.
USER expense
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["python", "-m", "bot", "check", "--live"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
