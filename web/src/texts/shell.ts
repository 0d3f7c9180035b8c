export const problems = {
  unreachable: {
    title: "No answer",
    detail: "The server does not answer.",
    remedy: "Look whether it runs and whether this machine is connected, then try again.",
  },
  unknown: {
    title: "Something went wrong",
    detail: "Something went wrong in the studio itself.",
    remedy: "Load the page again. If it happens again, report what you did.",
  },
  retry: "Try again",
  pageMissing: {
    title: "Nothing is here",
    text: "The address leads nowhere: it may be mistyped, or what it led to was removed.",
    back: "To the start page",
  },
};

export const shared = {
  loading: "Loading",
  more: "Show more",
  all: "All",
  cancel: "Cancel",
  save: "Save",
  delete: "Delete",
  close: "Close",
  reason: "Reason",
  reasonHint: "Stands in the journal and in the audit log.",
  back: "Back",
  none: "none",
  copy: "Copy",
  copied: "Copied",
  mayNot: (role: string) => `The role ${role} may not do this.`,
};

export const session = {
  title: "Sign in",
  intro: "Crossdock knows you by a token. It is used once, here; this browser then keeps a cookie for twelve hours.",
  token: "Token",
  placeholder: "cdk_...",
  where: "An administrator of your project makes one. In the demo three stand in the file demo.json that it names.",
  signIn: "Sign in",
  signOut: "Sign out",
  signedInAs: (name: string, role: string) => `${name}, ${role}`,
  noProject: {
    title: "No project yet",
    text: "This token can see no project. Make one with the API or push a project folder with `crossdock push`.",
  },
};

export const shell = {
  product: "Crossdock",
  project: "Project",
  environment: "Environment",
  live: (environment: string) => `${environment}: what you do here reaches real orders`,
  search: "Find an order by any of its numbers",
  searchKey: "/",
  navigation: "Main",
  skip: "Skip to content",
  menu: "Menu",
  theme: "Light or dark",
  apiDocs: "API documentation",
  sections: {
    home: "Flows",
    records: "Records",
    exceptions: "Exceptions",
    mappings: "Mappings",
    lookups: "Lookups",
  },
};
