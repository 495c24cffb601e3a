# One image, every role: `serve` (default), `web`, `worker`, `migrate`. Its steps are also run without an engine by
# tests/container/run_steps.sh; keep paths in ARGs so that they can be run elsewhere.

FROM python:3.11.14-slim-bookworm AS build
ARG VENV=/opt/nearpeer
ARG SOURCE=/src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
WORKDIR ${SOURCE}
COPY requirements/all.txt requirements/all.txt
RUN python -m venv "${VENV}" \
 && "${VENV}/bin/python" -m pip install -qq --no-compile --require-hashes --only-binary :all: -r requirements/all.txt
COPY pyproject.toml README.md LICENSE ./
COPY connectors connectors
COPY service service
COPY workflows workflows
# The project itself, then bytecode for everything, because nothing can be written later; then no installers.
RUN "${VENV}/bin/python" -m pip install -qq --no-compile --no-deps --no-build-isolation --no-index . \
 && "${VENV}/bin/python" -m pip uninstall --quiet --yes setuptools pip \
 && python -m compileall -q -j 0 "${VENV}/lib"

# Letters of every script, so that a certificate bears any name; the last stage installs nothing itself.
FROM python:3.11.14-slim-bookworm AS fonts
RUN apt-get update -q=2 \
 && apt-get install -q=2 --yes --no-install-recommends fonts-noto-core=20201225-1 fonts-noto-cjk=1:20220127+repack1-1 \
 && rm -rf /var/lib/apt/lists/*

FROM python:3.11.14-slim-bookworm AS final
ARG VENV=/opt/nearpeer
LABEL org.opencontainers.image.title="nearpeer" \
      org.opencontainers.image.description="Runs a school's student-to-student mentoring programme" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin nearpeer \
 && install --directory --owner=10001 --group=10001 --mode=0700 /data \
 && python -m pip uninstall --quiet --yes setuptools wheel pip
COPY --from=fonts /usr/share/fonts /usr/share/fonts
COPY --from=build ${VENV} ${VENV}
ENV PATH="${VENV}/bin:${PATH}" \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    NEARPEER_DATA=/data \
    NEARPEER_LISTEN=0.0.0.0:8080 \
    NEARPEER_LOG=json
USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import sys, urllib.request as r; sys.exit(r.urlopen('http://127.0.0.1:8080/healthz', timeout=4).status != 200)"]
ENTRYPOINT ["nearpeer"]
CMD ["serve"]
