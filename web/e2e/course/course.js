// What the course page hears of its pictures, for a gradebook or for a test.
window.heard = [];
for (const type of ['ready', 'change', 'verdict', 'answer', 'error']) {
  document.addEventListener(type, ({ target, detail }) => window.heard.push({ type, from: target.id, detail }), true);
}
