export const timeline = {
  title: (name: string) => `Order ${name}`,
  known: "Known as",
  records: "Records",
  story: "What happened",
  others: "Others of this name",
  other: (n: number) => `Order no. ${n} of this name`,
  missing: {
    title: (name: string) => `No order is called ${name}`,
    text: "No record in this environment has this number on any platform. Look whether the environment is the right one, and whether the shop's webhook arrived: a delivery that was rejected makes no record.",
    records: "Look through the records",
  },
};
