"""One item of CSL-JSON, as Zotero, Mendeley, EndNote or Crossref write it -> a reference, and how it is printed."""
