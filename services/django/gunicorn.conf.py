import os

from gaara_erp.environment import optional
from gaara_erp.json_log import logging_config

bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "4"))
worker_class = "gthread"
threads = 4
timeout = 60
# Longer than the proxy keeps an idle connection (60 s): whoever closes first must be the proxy.
keepalive = 75
# Shorter than the 30 s that the container gets to stop.
graceful_timeout = 25
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm"
# A missing setting ends the program instead of every worker; the workers share the memory.
preload_app = True
logconfig_dict = logging_config(optional("LOG_LEVEL", "INFO"))
# The proxy in front refuses lines and headers that are too long; what it lets through is never refused here.
limit_request_line = 0
limit_request_field_size = 32768
limit_request_fields = 32768
# Nothing here uses it.
control_socket_disable = True
