"""A small HTTP server for tests: answers every GET with its host name, path and environment as JSON; /health says ok."""
import json
import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"ok" if self.path == "/health" else json.dumps(
            {"host": socket.gethostname(), "path": self.path, "environment": dict(os.environ)}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain" if self.path == "/health" else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def stop(signum, frame):
    print("stopping", flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
port = int(os.environ.get("PORT", "8000"))
print(f"listening on port {port}", flush=True)
ThreadingHTTPServer(("", port), Answer).serve_forever()
