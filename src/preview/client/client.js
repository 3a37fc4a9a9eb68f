// The least that a page needs: it reloads when the server says that it is another now.
const { page, version } = document.querySelector('script[src="/_preview/client.js"]').dataset;
const address = `/_preview/events?page=${encodeURIComponent(page)}&version=${version}`;
const events = new EventSource(address);
events.addEventListener("page", () => location.reload());
