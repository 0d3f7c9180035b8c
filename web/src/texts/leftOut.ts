export const leftOut = {
  title: "Left out",
  more: "and more",
};
