"""Files given in the browser: received, looked at, imported beside the worker, deleted."""
