"""How a mail is laid out: its subject's marks, labels and what stands under them, lists, columns, boxes, and whose words they are."""
