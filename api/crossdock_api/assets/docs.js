// Starts Swagger UI. A file of its own, because the content security policy allows no script inside a page.
SwaggerUIBundle({
  url: "/schema/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  persistAuthorization: false,
  validatorUrl: null,
  supportedSubmitMethods: ["get", "put", "post", "delete"],
});
