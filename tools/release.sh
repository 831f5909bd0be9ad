#!/usr/bin/env bash
# Publishes the version that TAG names: makes its release, then moves the major tag (v1) to it. release.yml runs this.
# After a failure it can be run again: what is done already stays as it is.
set -euo pipefail

repository=repos/$GITHUB_REPOSITORY
major=${TAG%%.*}
commit=$(git rev-parse HEAD)

fail() {
  echo "::error title=$1::$2"
  exit 1
}

# The entry of the version, which begins with its year: one that is not released yet has none.
notes=$(mktemp)
awk -v heading="## ${TAG#v} (2" 'index($0, heading) == 1 { here = 1; next } /^## / { here = 0 } here' CHANGELOG.md > "$notes"
grep --quiet '[^[:space:]]' "$notes" ||
  fail "$TAG is not in CHANGELOG.md" 'Add its entry with the date, delete the tag, and tag that commit.'

releases=$(gh api --paginate "$repository/releases" --jq '.[].tag_name')
has_release() { grep --quiet --fixed-strings --line-regexp -- "$1" <<< "$releases"; }

# An immutable release locks its tag: v1 could never move again.
if has_release "$major"; then
  fail "$major has a release" "Only versions have releases. Delete the release of $major and run this job again."
fi
if ! has_release "$TAG"; then
  gh release create "$TAG" --verify-tag --title "$TAG" --notes-file "$notes"
fi
if [ "$(gh api "$repository/releases/tags/$TAG" --jq .immutable)" != true ]; then
  fail "The release of $TAG is not immutable" \
    "Turn on release immutability in the repository's settings, delete the release (not the tag) and run this job again."
fi

# matching-refs answers every tag that begins so: v1, v1.2.0, v10.0.0.
tags=$(gh api --paginate "$repository/git/matching-refs/tags/$major" --jq '.[].ref')
latest=$(grep --extended-regexp "^refs/tags/$major\.[0-9]+\.[0-9]+$" <<< "$tags" | sort --version-sort | tail -n 1)
if [ "$latest" != "refs/tags/$TAG" ]; then
  echo "$major stays at the latest version, ${latest#refs/tags/}."
  exit
fi
if grep --quiet --line-regexp "refs/tags/$major" <<< "$tags"; then
  move=(--method PATCH "$repository/git/refs/tags/$major" --field force=true)
else
  move=(--method POST "$repository/git/refs" --raw-field "ref=refs/tags/$major")
fi
# GitHub's token may not move a tag to a commit whose workflow files differ from those of every branch, as they do
# when a pull request that changes one was merged in the meantime.
gh api --silent "${move[@]}" --raw-field "sha=$commit" ||
  fail "$major was not moved to $TAG" "The release is made. Run: git push --force origin $commit:refs/tags/$major"
echo "$major is now $TAG."
