import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/** The blue of a loading dock's door; each step is a little lighter than the next. */
const dock: MantineColorsTuple = [
  "#eaf2ff",
  "#d3e2fa",
  "#a6c3f0",
  "#76a2e6",
  "#4f86de",
  "#3674d9",
  "#276bd7",
  "#1a5abf",
  "#0e4fab",
  "#004497",
];

export const theme = createTheme({
  colors: { dock },
  primaryColor: "dock",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: "sm",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', 'Liberation Mono', monospace",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  components: {
    Button: { defaultProps: { size: "sm" } },
    TextInput: { defaultProps: { size: "sm" } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: "sm" } },
  },
});

/** Where Mantine's own colours are too pale for small text (WCAG 2.2, 1.4.3: at least 4.5 to 1). */
export const readable: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5a6169",
    "--mantine-color-placeholder": "#6a7178",
    "--mantine-color-error": "#b3261e",
    "--mantine-color-teal-light-color": "#065f46",
    "--mantine-color-orange-light-color": "#9a3412",
    "--mantine-color-orange-filled": "#b45309",
    "--mantine-color-yellow-light-color": "#854d0e",
    "--mantine-color-red-light-color": "#a11d16",
    "--mantine-color-red-filled": "#c92a2a",
    "--mantine-color-red-filled-hover": "#b02525",
    "--mantine-color-gray-light-color": "#3f464d",
    "--mantine-color-blue-light-color": "#174ea6",
  },
  dark: {
    "--mantine-color-dimmed": "#a6acb3",
    "--mantine-color-placeholder": "#9aa0a6",
    "--mantine-color-anchor": "#8ab4f8",
    "--mantine-color-dock-text": "#8ab4f8",
    "--mantine-color-error": "#ff8a80",
    "--mantine-color-orange-filled": "#b45309",
  },
});
