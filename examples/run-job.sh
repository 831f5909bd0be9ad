#!/usr/bin/env bash
# Runs an Xplenty job and waits until it has finished: run-job.sh PACKAGE-ID CLUSTER-ID VARIABLE VALUE
# The job gets one variable, by which it can be found. Its ID is the output job-id of the step and the variable
# XPLENTY_JOB_ID of later steps, set before the wait begins. Takes XPLENTY_API_KEY and XPLENTY_ACCOUNT_ID from the
# environment; needs curl and jq, which ubuntu-latest has.
set -euo pipefail

jobs="https://api.xplenty.com/$XPLENTY_ACCOUNT_ID/api/jobs"

# The key goes to curl through a file, since every process of the machine can read a command line.
call() {
  curl --config <(printf 'user = "%s:"\n' "$XPLENTY_API_KEY") --fail --silent --show-error --max-time 30 \
    --header 'Accept: application/vnd.xplenty+json; version=2' "$@"
}

# Xplenty keeps a text variable in single quotes.
id=$(jq --null-input --argjson package "$1" --argjson cluster "$2" --arg name "$3" --arg value "'$4'" \
  '{package_id: $package, cluster_id: $cluster, variables: {($name): $value}}' |
  call --header 'Content-Type: application/json' --data @- "$jobs" | jq --exit-status '.id | numbers')
echo "job-id=$id" >> "$GITHUB_OUTPUT"
echo "XPLENTY_JOB_ID=$id" >> "${GITHUB_ENV:-/dev/null}"
echo "Job $id is running."

while true; do
  status=$(call --retry 5 "$jobs/$id" | jq --exit-status --raw-output '.status | strings')
  case $status in
    completed) echo "Job $id has completed."; exit ;;
    failed | stopped) echo "::error title=Job $id has $status::See its log on xplenty.com."; exit 1 ;;
  esac
  sleep 15
done
