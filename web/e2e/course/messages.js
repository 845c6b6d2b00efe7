// Keeps what the frame says.
window.heard = [];
addEventListener('message', ({ data, source, origin }) => {
  if (source === document.querySelector('#app')?.contentWindow) window.heard.push({ data, origin });
});
