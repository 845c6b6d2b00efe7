// Tries to command a frame that is not its own.
addEventListener('message', ({ data }) => parent.frames[0].postMessage(data, '*'));
