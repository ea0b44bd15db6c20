// What is wrong with how the page lies: text that leaves its box or the page, and labels of a chart
// that touch each other.
const faults = [];
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth + 1) {
  faults.push(`the page is ${root.scrollWidth} wide on a screen of ${root.clientWidth}`);
}
for (const svg of document.querySelectorAll("svg")) {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map(
    (text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
  for (const { text, box } of texts) {
    if (box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
      faults.push(`"${text}" leaves its chart by `
        + Math.max(frame.left - box.left, box.right - frame.right,
                   frame.top - box.top, box.bottom - frame.bottom).toFixed(1));
    }
  }
  // Two boxes may share the empty space above and below letters, and no more.
  const slack = 2.5;
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      const width = Math.min(one.box.right, other.box.right)
        - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom)
        - Math.max(one.box.top, other.box.top);
      if (width > slack && height > slack) {
        faults.push(`"${one.text}" lies on "${other.text}"`);
      }
    }
  });
}
return faults;
