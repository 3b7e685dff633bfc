"""The least a PySide6 window can be: what our launch and memory are compared with."""

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget

TITLE = "Bare window"

if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.setWindowTitle(TITLE)
    middle = QWidget()
    column = QVBoxLayout(middle)
    for number in range(6):
        column.addWidget(QPushButton(f"Button {number} – zażółć"))
        column.addWidget(QLabel(f"Label text {number}"))
    window.setCentralWidget(middle)
    window.resize(900, 600)
    window.show()
    application.exec()
