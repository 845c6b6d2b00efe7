// Starts the simulations, beside the page. The one script that it loads, by its name: strict hosts
// let a worker run only what it has looked at.

const rules = { createScriptURL: () => './replicascope-worker.js' };
const scripts = self.trustedTypes?.createPolicy('replicascope', rules) ?? rules;
importScripts(scripts.createScriptURL(''));
wasm_bindgen({ module_or_path: './replicascope-worker_bg.wasm' });
