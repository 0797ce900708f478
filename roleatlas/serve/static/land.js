// Without tiles from elsewhere the markers would stand on a blank ground: draw the shipped outline.
const outline = new URL("../roleatlas-outlines/world.json", import.meta.url);
const look = { color: "#c9c5ba", weight: 1, fillColor: "#eceae4", fillOpacity: 1 };

import(window.datasette.leaflet.JAVASCRIPT_URL).then(() => {
  L.Map.addInitHook(async function () {
    const land = await (await fetch(outline)).json();
    L.geoJSON(land, { style: look, interactive: false }).addTo(this);
  });
});
