#!/bin/sh
# Copy the chosen front-end files from npm into the tree and list their hashes.
#
# Needs Node only here, on the machine of the person who updates them: the copies are committed, and
# neither installing nor running the portal calls this. Versions are pinned in package-lock.json.
set -eu
cd "$(dirname "$0")/.."

npm ci --ignore-scripts --no-audit --no-fund

out=static/vendor
tokens=node_modules/@nl-design-system-unstable/voorbeeld-design-tokens
fonts=node_modules/@fontsource/source-sans-3

# Components that style plain HTML elements, and those that need a class.
elements="root body document heading-1 heading-2 heading-3 heading-4 paragraph link table
  unordered-list ordered-list separator code textbox textarea select form-label
  form-fieldset"
classes="skip-link breadcrumb-nav alert button button-group form-field form-field-description
  form-field-error-message"

rm -rf "$out"
mkdir -p "$out/fonts" "$out/licences" tests/vendor

{
  echo '/* NL Design System: Utrecht components and Voorbeeld tokens (EUPL-1.2). Made by scripts/vendor.sh. */'
  echo '@layer nl {'
  for name in $elements; do cat "node_modules/@utrecht/$name-css/dist/html/index.min.css"; echo; done
  for name in $classes; do cat "node_modules/@utrecht/$name-css/dist/index.min.css"; echo; done
  # Only the tokens of the components above and the values that they are built from.
  prefixes=$(echo $elements $classes focus heading space page | tr ' ' '|')
  echo '.voorbeeld-theme {'
  grep -E "^ *--(utrecht-($prefixes)|basis|voorbeeld)-" "$tokens/dist/theme.css" |
    grep -vE '^ *--basis-(color-(accent-[23]|highlight|selected)|space-[a-z]+-(max|min))-'
  echo '}'
  echo '}'
} | sed -e '/sourceMappingURL/d' -e 's/@charset[^;]*;//' >"$out/nl-design-system.css"

cp node_modules/htmx.org/dist/htmx.min.js "$out/"
for weight in 400 700; do
  cp "$fonts/files/source-sans-3-latin-$weight-normal.woff2" "$out/fonts/"
done
cp node_modules/axe-core/axe.min.js tests/vendor/

cp node_modules/@utrecht/component-library-css/LICENSE.md "$out/licences/utrecht-components.md"
cp "$tokens/LICENSE.md" "$out/licences/voorbeeld-tokens.md"
cp node_modules/htmx.org/LICENSE "$out/licences/htmx.txt"
cp "$fonts/LICENSE" "$out/licences/source-sans-3.txt"

find "$out" tests/vendor -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum >SHA256SUMS.new
mv SHA256SUMS.new "$out/SHA256SUMS"
