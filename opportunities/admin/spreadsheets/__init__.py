"""Spreadsheets: what stands, as CSV or XLSX, and back again through a check that saves nothing by itself."""
