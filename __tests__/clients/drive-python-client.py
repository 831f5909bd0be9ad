# Drives the service's Python client, unchanged but for its API_URL: python drive-python-client.py URL ACCOUNT KEY
# Reads one call a line from standard input, as JSON: {"call": "get_job", "args": [305]}. Writes what it returns: every
# field of the client's own models as the client parsed it, or the error it raised.
import datetime
import json
import sys

import xplenty
from xplenty import xplenty_api
from xplenty.exceptions import XplentyAPIException

url, account, key = sys.argv[1:]
xplenty_api.API_URL = url + '/%s/api/'
client = xplenty.XplentyClient(account, key)


def plain(value):
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.strftime('%Y-%m-%dT%H:%M:%SZ')
    if isinstance(value, xplenty_api.BaseModel):
        return {name: plain(getattr(value, name)) for name in value._keys() + value._dicts + value._floats}
    return value


for line in sys.stdin:
    call = json.loads(line)
    try:
        member = getattr(client, call['call'])
        result = {'value': plain(member(*call['args']) if callable(member) else member)}
    except XplentyAPIException as error:
        result = {'error': str(error), 'status': error.http_error.code}
    print(json.dumps(result), flush=True)
