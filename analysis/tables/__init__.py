"""Tables of the report: each a frozen record that renders as HTML, CSV and terminal lines."""
