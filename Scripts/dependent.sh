#!/usr/bin/env bash
# Uses Clientele as any other package would: by a git URL, without a flag. A package is made that
# runs the README's program, the examples of the documentation, and tests on the fixture product. It sees what is committed, and nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$PWD/.build/dependent
clone=$place/clientele
package=$place/package

if [ -n "$(git status --porcelain)" ]; then
  echo "There are changes that are not committed; they are not tested here." >&2
fi
rm -rf "$clone" "$package/Sources" "$package/Tests"
git clone --quiet . "$clone"

mkdir -p "$package/Tests/ExamplesTests"
cat >"$package/Package.swift" <<MANIFEST
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "dependent",
  dependencies: [
    .package(url: "file://$clone", revision: "$(git rev-parse HEAD)")
  ],
  targets: [
    .executableTarget(
      name: "readme", dependencies: [.product(name: "Clientele", package: "clientele")]),
    .testTarget(
      name: "ExamplesTests",
      dependencies: [
        .product(name: "Clientele", package: "clientele"),
        .product(name: "ClienteleFixtures", package: "clientele"),
      ]),
  ]
)
MANIFEST
cp "$clone/Scripts/Dependent/ShopTests.swift" "$package/Tests/ExamplesTests/"
python3 "$clone/Scripts/doc_examples.py" "$clone" "$package"
cp "$clone/Sources/ClienteleFixtures/Shop/orders.csv" "$package/"

cd "$package"
swift build --quiet --product readme
echo "The README's program:"
.build/debug/readme | diff expected.txt - || { echo "README.md promises other output." >&2; exit 1; }
cat expected.txt
swift test --disable-xctest --quiet
