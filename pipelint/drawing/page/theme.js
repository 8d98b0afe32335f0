// The theme of the reader's system holds until somebody presses a button.
const system = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
const theme = () => document.documentElement.dataset.theme ?? system();

for (const button of document.querySelectorAll("[data-theme-button]")) {
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = theme() === "dark" ? "light" : "dark";
  });
}
