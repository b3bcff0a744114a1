FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1

WORKDIR /app
COPY requirements.txt .
RUN pip install --quiet --require-hashes -r requirements.txt

COPY manifest.yml .
COPY bot ./bot

RUN useradd --uid 10001 --create-home mentorbot && install -d -o mentorbot -m 700 /data
USER mentorbot
VOLUME /data

# In a container the health endpoint must be reached from outside of it; publish the port only where you need it.
ENV MENTORBOT_DATABASE_URL=sqlite:////data/mentorbot.db MENTORBOT_HOST=0.0.0.0 MENTORBOT_PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['MENTORBOT_PORT'] + '/healthz', timeout=4)"]

STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
