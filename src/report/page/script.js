"use strict";
(function () {
  var form = document.getElementById("filters");
  var rows = Array.prototype.slice.call(document.querySelectorAll(".matrix tbody tr"));
  var points = Array.prototype.slice.call(document.querySelectorAll("article.point"));
  var none = document.getElementById("none-left");
  form.hidden = false;
  function chosen() {
    var boxes = form.querySelectorAll("input[type=checkbox]");
    return Array.prototype.filter.call(boxes, function (box) { return box.checked; }).map(function (box) { return box.value; });
  }
  function filter() {
    var words = document.getElementById("words").value.trim().toLowerCase();
    var colours = chosen();
    var all = colours.length === form.querySelectorAll("input[type=checkbox]").length;
    var left = 0;
    rows.forEach(function (row) {
      var shown = 0;
      Array.prototype.forEach.call(row.cells, function (cell) {
        if (cell.tagName !== "TD" || !cell.firstElementChild) return;
        var hushed = !all && colours.indexOf(cell.classList[0]) < 0;
        cell.classList.toggle("hushed", hushed);
        shown += hushed ? 0 : 1;
      });
      row.hidden = row.dataset.name.indexOf(words) < 0 || shown === 0;
      left += row.hidden ? 0 : 1;
    });
    points.forEach(function (point) { point.hidden = !all && colours.indexOf(point.dataset.colour) < 0; });
    none.hidden = left > 0;
    document.getElementById("filtered").textContent = left + " of " + rows.length + (rows.length === 1 ? " document" : " documents");
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  function open() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    var details = target.closest("details");
    if (details) details.open = true;
    target.scrollIntoView();
  }
  var wide = Array.prototype.slice.call(document.querySelectorAll(".wide"));
  function edge(region) {
    var hidden = region.scrollWidth - region.clientWidth;
    var left = hidden - region.scrollLeft;
    region.classList.toggle("scrolls", hidden > 2);
    region.classList.toggle("more", hidden > 2 && left > 2);
    region.classList.toggle("ended", hidden > 2 && left <= 2);
  }
  function edges() { wide.forEach(edge); }
  wide.forEach(function (region) { region.addEventListener("scroll", function () { edge(region); }); });
  window.addEventListener("resize", edges);
  document.addEventListener("toggle", edges, true);
  window.addEventListener("hashchange", open);
  filter();
  open();
  edges();
})();
