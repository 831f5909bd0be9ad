#!/usr/bin/env bash
# Installs the service's own Python client into a virtual environment outside the tree: install-python-client.sh FOLDER
set -euo pipefail
folder=$1
# A marker that is written last: an installation that broke off is made anew.
[ -e "$folder/installed-3.0.0" ] && exit 0
python3 -m venv --clear "$folder"
# The client asks for Python 3.7 and for a python-dateutil of 2015, which gives no dates on Python 3.10 and later.
"$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps --ignore-requires-python \
  xplenty==3.0.0 python-dateutil==2.9.0.post0 six==1.17.0
touch "$folder/installed-3.0.0"
